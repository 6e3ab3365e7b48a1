export { entryStory } from './entry-story';
