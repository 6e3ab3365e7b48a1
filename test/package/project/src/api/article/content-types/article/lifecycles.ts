import { RewardsError } from 'strapi-plugin-rewards/strapi-server';

/** An article costs what nobody here has. */
export default {
  async beforeCreate({ params }: { params: { data: { title: string } } }) {
    if (params.data.title !== 'refused by a hook') return;
    const ledger = strapi.plugin('rewards').service('ledger');
    const { documentId: member } = await strapi.plugin('rewards').service('members').ensure({ externalId: 'author-1' });
    try {
      await ledger.deduct({ member, currency: 'credits', amount: '1.00', idempotencyKey: 'article-1' });
    } catch (error) {
      if (!(error instanceof RewardsError)) throw new Error('The refusal is of another copy of the package.');
      throw error;
    }
  },
};
