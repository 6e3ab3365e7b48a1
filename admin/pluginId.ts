export const PLUGIN_ID = 'rewards';
