import type { Core } from '@strapi/types';

/** Runs before Strapi reads content types into the database: the place for migrations and custom fields. */
export function register(_: { strapi: Core.Strapi }): void {}
