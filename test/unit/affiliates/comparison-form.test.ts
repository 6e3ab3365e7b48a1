/** C14: what the form of a comparison proposes for the columns of a network's file. */
import {
  blankDraft,
  daysProblemIn,
  fits,
  inputOf,
  mappingDraftOf,
  missingIn,
} from '../../../admin/pages/affiliates/comparison/new/draft';
import { guessMapping, matchOf } from '../../../admin/pages/affiliates/comparison/new/guess';
import type { AffiliateColumnMapping } from '../../../server/contract';

const guess = (columns: string[], ...rows: string[][]) =>
  guessMapping({ columns, lines: rows.map((cells, i) => ({ line: i + 2, cells, problem: null })) });

const MAPPING: AffiliateColumnMapping = {
  ...{ match: 'clickId', idColumn: 'Click ID', amountColumn: 'Payout', currencyColumn: 'Cur', currency: null },
  ...{ statusColumn: 'State', bookedStatuses: ['approved', 'paid'], dateColumn: null, decimalSign: ',' },
};

describe('what columns are taken for', () => {
  it.each([
    ['Click ID', 'clickId'],
    ['clickid', 'clickId'],
    ['subid', 'clickId'],
    ['sub_id', 'clickId'],
    ['aff_click_id', 'clickId'],
    ['transaction_id', 'transactionId'],
    ['tx_id', 'transactionId'],
    ['TXN', 'transactionId'],
    ['order_id', 'externalId'],
    ['Event-ID', 'externalId'],
    ['external id', 'externalId'],
    ['Publisher Click ID', 'clickId'],
  ])('by its name the id %s', (column, match) => {
    expect(guess(['Note', column])).toMatchObject({ idColumn: column, match });
    expect(matchOf(column)).toBe(match);
  });

  it.each([
    ['payout', 'ccy', 'status', 'Conversion date'],
    ['Amount', 'Currency', 'State', 'Created'],
    ['commission', 'cur', 'Conversion Status', 'time'],
    ['Total revenue', 'payout_currency', 'Status', 'date'],
    ['value', 'Currency Code', 'status', 'created_at'],
    ['sum', 'CCY', 'STATUS', 'Timestamp'],
    ['Betrag', 'Währung', 'Status', 'Datum'],
  ])('by their names %s, %s, %s and %s', (amountColumn, currencyColumn, statusColumn, dateColumn) => {
    const columns = ['click id', dateColumn, statusColumn, currencyColumn, amountColumn];
    expect(guess(columns)).toMatchObject({
      idColumn: 'click id',
      amountColumn,
      currencyColumn,
      statusColumn,
      dateColumn,
    });
  });

  it('prefers the likelier name, and takes none where none is likely', () => {
    expect(guess(['sale amount', 'payout', 'order id', 'click id'])).toMatchObject({
      ...{ amountColumn: 'payout', idColumn: 'click id', match: 'clickId' },
      ...{ currencyColumn: '', statusColumn: '', dateColumn: '' },
    });
    expect(guess(['A', 'B'])).toMatchObject({ idColumn: '', amountColumn: '', match: 'clickId' });
    expect(matchOf('A')).toBeUndefined();
  });

  it('knows our own ids by how they look', () => {
    const id = '01J9Z6V8Q2M3N4P5R6S7T8V9WX';
    expect(guess(['click id', 'ref'], ['c', id], ['d', id])).toMatchObject({ idColumn: 'ref', match: 'event' });
    expect(guess(['click id', 'ref'], ['c', id], ['d', 'x'])).toMatchObject({ idColumn: 'click id', match: 'clickId' });
  });

  it('reads the decimal sign off the amounts', () => {
    const signOf = (...cells: string[]) => guess(['amount'], ...cells.map((cell) => [cell])).decimalSign;
    expect(signOf('1,50', '1.234,50')).toBe(',');
    expect(signOf('1.50', '1,234.50')).toBe('.');
    expect(signOf('12', '1,234', '')).toBe('.');
    expect(signOf()).toBe('.');
  });

  it('takes the usual words for booked', () => {
    const rows = ['Approved', 'pending', 'PAID', 'approved', 'rejected'].map((status) => [status]);
    expect(guess(['status'], ...rows).bookedStatuses).toBe('Approved, PAID');
    expect(guess(['status'], ['open']).bookedStatuses).toBe('');
  });
});

describe('a comparison in the form', () => {
  const draft = { ...blankDraft('tracker', Date.parse('2026-03-31T23:59:59Z')), fileName: 'march.csv' };

  it('begins with the last whole month', () => {
    expect(draft).toMatchObject({ startDate: '2026-02-01', endDate: '2026-02-28' });
    expect(blankDraft('', Date.parse('2026-01-01T00:00:00Z'))).toMatchObject({
      ...{ startDate: '2025-12-01', endDate: '2025-12-31' },
    });
  });

  it('is sent as it was remembered', () => {
    expect(inputOf(draft, mappingDraftOf(MAPPING))).toEqual({
      ...{ system: 'tracker', startDate: '2026-02-01', endDate: '2026-02-28', fileName: 'march.csv', mapping: MAPPING },
    });
    const oneCurrency = { ...MAPPING, currencyColumn: null, currency: 'EUR', statusColumn: null, bookedStatuses: [] };
    expect(inputOf(draft, mappingDraftOf(oneCurrency)).mapping).toEqual(oneCurrency);
  });

  it('sends nothing of what a choice has made void', () => {
    const mapping = { ...mappingDraftOf(MAPPING), currency: 'USD', statusColumn: '' };
    expect(inputOf(draft, mapping).mapping).toMatchObject({ currency: null, statusColumn: null, bookedStatuses: [] });
  });

  it('fits a file that has all of its columns', () => {
    const mapping = mappingDraftOf(MAPPING);
    expect(fits(mapping, ['State', 'Cur', 'Payout', 'Click ID', 'More'])).toBe(true);
    expect(fits(mapping, ['State', 'Payout', 'Click ID'])).toBe(false);
  });

  it('says which field is empty that must not be', () => {
    const mapping = mappingDraftOf(MAPPING);
    expect(missingIn(draft, mapping)).toBeNull();
    expect(missingIn({ ...draft, system: '' }, mapping)).toBe('system');
    expect(missingIn({ ...draft, startDate: '' }, mapping)).toBe('startDate');
    expect(missingIn({ ...draft, endDate: '' }, mapping)).toBe('endDate');
    expect(missingIn(draft, null)).toBe('csv');
    expect(missingIn(draft, { ...mapping, idColumn: '' })).toBe('mapping.idColumn');
    expect(missingIn(draft, { ...mapping, amountColumn: '' })).toBe('mapping.amountColumn');
    expect(missingIn(draft, { ...mapping, currencyColumn: '', currency: ' ' })).toBe('mapping.currency');
  });

  it.each([
    ['2026-01-01', '2026-01-01', null],
    ['2026-01-02', '2026-01-01', 'order'],
    ['2026-01-01', '2026-04-02', null],
    ['2026-01-01', '2026-04-03', 'many'],
  ])('has days from %s to %s', (startDate, endDate, problem) => {
    expect(daysProblemIn({ ...draft, startDate, endDate })).toBe(problem);
  });
});
