/**
 * Composes the rooms into Strapi's plugin object. The only file that imports every room.
 */
import { bootstrap } from './bootstrap';
import { config } from './config';
import { destroy } from './destroy';
import { register } from './register';

export default {
  register,
  bootstrap,
  destroy,
  config,
  contentTypes: {},
  controllers: {},
  routes: {},
  services: {},
};
