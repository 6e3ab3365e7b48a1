import { pathOf } from '../../../paths';

/** No code begins like this, so no system's page has its address. */
export const NEW = '_new';

export const systemsPath = (): string => pathOf('affiliate-systems');
export const systemPath = (code: string): string => pathOf('affiliate-systems', code);

/** Where Strapi edits what belongs to systems. */
export const contentPath = (type: 'affiliate' | 'affiliate-link'): string =>
  `/content-manager/collection-types/plugin::rewards.${type}`;
