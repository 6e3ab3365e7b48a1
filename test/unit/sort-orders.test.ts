import type { HistoricOrder } from '../../server/earning/read-history';
import { OrderSorter } from '../../server/earning/sort-orders';
import { collect } from '../support/collect';

describe('a history that is sorted through files', () => {
  it('keeps every id as it is, whatever it holds', async () => {
    const ids = ['plain', '\u007f', '\u0085', '\u2028', '\u2029', '\ufffd', 'a\rb', 'a\nb', '\uFEFFa', '"', '\\'];
    const sorter = new OrderSorter(2);
    try {
      for (const [index, externalId] of ids.entries()) {
        const order: HistoricOrder = { at: 100 - index, line: index + 1, externalId, amount: '1', orderId: null };
        await sorter.add(order);
      }
      const sorted = await collect(sorter.sorted());
      expect(sorted.map(({ externalId }) => externalId)).toEqual(ids.toReversed());
    } finally {
      await sorter.close();
    }
  });
});
