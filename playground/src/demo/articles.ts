/** What the club's members have written, as an editor would have published it. */
import type { Core } from '@strapi/strapi';

import type { Rewards } from './services';
import { DAY } from './plan';

interface Article {
  readonly title: string;
  /** Days before the end of the year. */
  readonly age: number;
  /** The number of the author among those who show their profile; -1 for one who does not. */
  readonly author: number;
  readonly body: readonly string[];
}

const ARTICLES: readonly Article[] = [
  {
    title: 'Three days on the Rota Vicentina, without a plan',
    age: 2,
    author: 0,
    body: [
      'We left Porto Covo at six, with two litres of water each and no booking for the night. That is not what the guide recommends. It turned out well because it was March: in July I would not try it.',
      'The Fishermen’s Trail is sand for most of the way, and sand takes a third off your pace. Count on three kilometres an hour, not on four and a half, and start early enough to reach the next village before the wind comes up.',
      'Where to sleep: Almograve has a hostel that answers the phone. Zambujeira has rooms above the bakery, which is also where you want to be at seven in the morning.',
    ],
  },
  {
    title: 'What a night train really costs',
    age: 9,
    author: 1,
    body: [
      'Vienna to Rome, two people, a compartment for ourselves: 218 euros. The flight was 64. I added up everything else, and the difference is smaller than it looks.',
      'A night in a hotel, two transfers to airports that are not where they say they are, and a suitcase that the airline charges for: that is 190 euros before anybody has had breakfast.',
      'The train was 40 minutes late. Nobody minded, because everybody was asleep.',
    ],
  },
  {
    title: 'Packing for rain: the list after eleven trips',
    age: 23,
    author: 2,
    body: [
      'Everything on this list has been taken out at least once and put back in again. What is not on it, I have carried over a mountain for no reason.',
      'One jacket that is really waterproof. Two pairs of socks more than you think. A dry bag for what must not get wet, and nothing for the rest: it will get wet, and it will dry.',
    ],
  },
  {
    title: 'The ferry to Naxos, and how to get a seat in August',
    age: 41,
    author: 3,
    body: [
      'Buy the ticket for the slow boat. It takes two hours longer, it costs half, and it has a deck. The fast one is an aeroplane that cannot see anything.',
      'Be there 50 minutes before it leaves. The seats on the shadow side go first, and which side that is depends on the time of the day: in the morning it is port.',
    ],
  },
  {
    title: 'Travelling with a two-year-old: what nobody told us',
    age: 58,
    author: -1,
    body: [
      'Nobody told us that a playground is a sight. We have seen eleven of them in Ljubljana, and one castle.',
      'Plan one thing a day. If you do two, you were lucky.',
    ],
  },
  {
    title: 'A weekend in Ghent for less than a hundred euros',
    age: 77,
    author: 0,
    body: [
      'The town is small enough to walk, which saves the tram. The churches are free, the altarpiece is not, and it is worth every cent.',
      'Eat where the students eat, at the Overpoort before eight. After eight it is a different place.',
    ],
  },
];

/** Publishes the articles, each once. */
export async function publishArticles(
  strapi: Core.Strapi,
  { members }: Rewards,
  { people, end }: { readonly people: readonly string[]; readonly end: number },
): Promise<void> {
  const { shown, hidden } = await authorsAmong(members, people);
  const documents = strapi.documents('api::article.article');
  for (const { title, age, author, body } of ARTICLES) {
    if (await documents.findFirst({ filters: { title } })) continue;
    const data = { title, body: body.join('\n\n'), author: author < 0 ? hidden : shown[author] };
    const { documentId } = await documents.create({ data, status: 'published' });
    // Strapi dates what is published to now.
    const where = { documentId, publishedAt: { $notNull: true } };
    await strapi.db.query('api::article.article').update({ where, data: { publishedAt: new Date(end - age * DAY) } });
  }
}

/** Some who show their profile, by their numbers, and one who does not. */
async function authorsAmong(
  members: Rewards['members'],
  people: readonly string[],
): Promise<{ readonly shown: readonly string[]; readonly hidden: string }> {
  const shown: string[] = [];
  const hidden: string[] = [];
  for (const person of people.slice(0, 20)) {
    const member = await members.get(person);
    (member?.consents.publicProfile ? shown : hidden).push(person);
  }
  return { shown, hidden: hidden[0] };
}
