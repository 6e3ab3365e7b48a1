import {
  addressText,
  addressWith,
  changesIn,
  filterQueryOf,
  filterValuesOf,
  isNarrowed,
  orderAfter,
  orderOf,
} from '../../admin/ui/list/address';
import { dayEnd, dayStart } from '../../admin/ui/list/days';
import type { Filter } from '../../admin/ui/list/spec';

const FILTERS: readonly Filter<string>[] = [
  { kind: 'segments', name: 'status', label: 'column.status', options: [], standard: 'open' },
  { kind: 'search', name: 'search', label: 'list.filters', placeholder: 'list.filters', maxLength: 10 },
  { kind: 'search', name: 'orderId', address: 'orderId', label: 'none', placeholder: 'none', maxLength: 10 },
  { kind: 'days', from: 'from', to: 'to' },
  { kind: 'currency', name: 'currency' },
  {
    kind: 'utc-days',
    from: { name: 'startDate', label: 'none' },
    to: { name: 'endDate', label: 'none' },
    standard: ({ from = '', to = '' }) => ({ from, to }),
  },
];
const valuesOf = (text: string) => filterValuesOf(FILTERS, new URLSearchParams(text));

describe('the address of a list', () => {
  it('names its filters, and nothing else is one', () => {
    expect(valuesOf('status=all&_q=a%26b+c&currency=&page=3&sort=x:ASC&other=1')).toEqual({
      status: 'all',
      _q: 'a&b c',
    });
  });

  it('asks the server by its own names, and for instants where the address has days', () => {
    expect(filterQueryOf(FILTERS, valuesOf('_q=ada&orderId=4711&from=2026-11-01&to=2026-11-30'))).toEqual({
      search: 'ada',
      orderId: '4711',
      from: dayStart('2026-11-01'),
      to: dayEnd('2026-11-30'),
    });
  });

  it('asks for days of UTC as the address has them', () => {
    const days = { startDate: '2026-11-01', endDate: '2026-11-30' };
    expect(filterQueryOf(FILTERS, valuesOf('startDate=2026-11-01&endDate=2026-11-30'))).toEqual(days);
    expect(isNarrowed(FILTERS, valuesOf('endDate=2026-11-30'))).toBe(true);
  });

  it('hands on what is no day, for the server to refuse', () => {
    expect(filterQueryOf(FILTERS, valuesOf('from=yesterday'))).toEqual({ from: 'yesterday' });
  });

  it.each([
    ['', false],
    ['status=open', false],
    ['page=2&sort=posted:ASC', false],
    ['status=all', true],
    ['to=2026-11-30', true],
  ])('%s shows less than all: %s', (text, expected) => {
    expect(isNarrowed(FILTERS, valuesOf(text))).toBe(expected);
  });

  it('shows the first page of what is filtered otherwise, and keeps the rest', () => {
    const before = new URLSearchParams('sort=posted:ASC&page=3&currency=points&_q=ada');
    expect(addressWith(before, { _q: '', status: 'all' }).toString()).toBe(
      'sort=posted%3AASC&currency=points&status=all',
    );
    expect(before.get('page')).toBe('3');
    expect(addressText(before)).toBe('sort=posted:ASC&page=3&currency=points&_q=ada');
  });

  it('takes a choice that changes nothing for none', () => {
    expect(
      changesIn({ status: 'all', _q: 'ada' }, { status: 'all', _q: '', currency: '', from: '2026-11-01' }),
    ).toEqual({ _q: '', from: '2026-11-01' });
  });

  it.each([
    ['posted:DESC', 'posted', 'posted:ASC'],
    ['posted:ASC', 'posted', 'posted:DESC'],
    ['posted:ASC', 'amount', 'amount:ASC'],
    ['posted:sideways', 'posted', 'posted:ASC'],
  ])('sorted as %s, a press on %s asks for %s', (sort, pressed, expected) => {
    expect(orderAfter(orderOf(sort), pressed)).toBe(expected);
  });
});
