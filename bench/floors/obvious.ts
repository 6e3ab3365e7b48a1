import type { Core } from '@strapi/types';

/** Floor (a), the obvious way: two content types and the Document Service, as a Strapi developer begins. */
const ACCOUNT = 'api::bench.bench-account';
const ENTRY = 'api::bench.bench-entry';

const contentType = (name: string, attributes: object) => ({
  schema: {
    kind: 'collectionType',
    modelName: name,
    collectionName: name.replace('-', '_obvious_'),
    info: { singularName: name, pluralName: `${name}s`, displayName: name },
    options: { draftAndPublish: false },
    attributes,
  },
});

/** Declares the two content types; before `load()`, so that Strapi makes their tables. */
export function registerObviousModels(strapi: Core.Strapi): void {
  const registry = strapi.get<{ add(namespace: string, types: object): unknown }>('content-types');
  registry.add('api::bench', {
    'bench-account': contentType('bench-account', {
      member: { type: 'string' },
      balance: { type: 'biginteger', default: '0' },
    }),
    'bench-entry': contentType('bench-entry', {
      account: { type: 'relation', relation: 'manyToOne', target: ACCOUNT },
      amount: { type: 'biginteger' },
      reason: { type: 'string' },
      idempotencyKey: { type: 'string', unique: true },
    }),
  });
}

/** Makes accounts; answers what adds an amount to one of them: a row, and the balance. Neither is safe from the other. */
export async function obviousWay(
  strapi: Core.Strapi,
  howMany: number,
): Promise<(amount: number, key: string) => Promise<void>> {
  const accounts = strapi.documents(ACCOUNT as never);
  const entries = strapi.documents(ENTRY as never);
  const ids: string[] = [];
  for (let i = 0; i < howMany; i += 1) {
    ids.push((await accounts.create({ data: { member: `member-${i}`, balance: '0' } as never })).documentId);
  }
  let turn = 0;
  return async (amount, key) => {
    const documentId = ids[(turn += 1) % ids.length]!;
    const account = (await accounts.findOne({ documentId })) as unknown as { balance: string };
    await entries.create({ data: { account: documentId, amount, reason: 'bench', idempotencyKey: key } as never });
    const balance = (BigInt(account.balance) + BigInt(amount)).toString();
    await accounts.update({ documentId, data: { balance } as never });
  };
}
