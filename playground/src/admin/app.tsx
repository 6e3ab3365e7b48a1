/** The languages that the playground's administrators can choose, beside English. */
export default { config: { locales: ['de'] }, bootstrap() {} };
