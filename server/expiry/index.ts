/** What expires: the task that writes it off (L15, L20), and the one that warns of it. */
export { expiryRoom } from './room';
export { expiryTasks } from './tasks';
