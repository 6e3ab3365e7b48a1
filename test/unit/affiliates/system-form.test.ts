/** F6, F7: what the form of an affiliate system reads and offers. */
import { offersAt, withOffer } from '../../../admin/pages/affiliates/systems/macros';
import { readSchedule, writeSchedule } from '../../../admin/pages/affiliates/systems/schedule-text';

const texts = (before: string, secrets: string[] = []) => offersAt(before, secrets).map(({ text }) => text);

describe('a schedule in the form', () => {
  it.each([
    ['5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h', [5e3, 3e5, 18e5, 72e5, 18e6, 36e6, 36e6]],
    ['90 s', [90_000]],
    ['1 d, 36 h', [864e5, 1296e5]],
  ])('is read as it is written: %s', (text, delays) => {
    expect(readSchedule(text)).toEqual(delays);
    expect(writeSchedule(delays)).toBe(text);
  });

  it.each(['soon', '5', '5 s,', '-5 s', '5.5 s', '5 w', ''])('is none: "%s"', (text) => {
    expect(readSchedule(text)).toBeNull();
  });

  it('is read however blanks and letters are set', () => {
    expect(readSchedule(' 5S ,2  H')).toEqual([5_000, 7_200_000]);
  });
});

describe('macros', () => {
  it('are offered from the brace on, secrets by their names', () => {
    expect(texts('?a={cl')).toEqual(['{click_id}']);
    expect(texts('?a={secret.', ['token'])).toEqual(['{secret.token}']);
    expect(texts('?a={').length).toBeGreaterThan(15);
    for (const none of ['', 'click', '{click_id}', '{ cl', '{"a"']) expect(texts(none)).toEqual([]);
  });

  it('are taken at the cursor, without a second closing brace', () => {
    const [offer] = offersAt('?a={cl', []);
    expect(withOffer('?a={cl&b=1', 6, offer!)).toEqual({ text: '?a={click_id}&b=1', cursor: 13 });
    expect(withOffer('?a={cl}&b=1', 6, offer!)).toEqual({ text: '?a={click_id}&b=1', cursor: 13 });
    const path = offersAt('{lin', []).at(-1);
    expect(withOffer('{lin', 4, path!)).toEqual({ text: '{link.', cursor: 6 });
    expect(withOffer('{lin}', 4, path!)).toEqual({ text: '{link.}', cursor: 6 });
  });
});
