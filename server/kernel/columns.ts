/** Columns of the lean models, as Strapi's schemas say them. An instant is an integer of milliseconds, money one of minor units. */
export const required = { column: { notNullable: true } } as const;
export const text = (length: number) => ({ type: 'string', columnType: { type: 'string', args: [length] } }) as const;
export const requiredText = (length: number) => ({ ...text(length), ...required }) as const;
export const integer = { type: 'biginteger' } as const;
export const requiredInteger = { ...integer, ...required } as const;
/** @param length in characters; 26 are those of a ULID */
export const primaryId = (length = 26) => ({ ...text(length), column: { notNullable: true, primary: true } }) as const;
