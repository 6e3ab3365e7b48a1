/** S3. What of the plugin's content is on no page of the Content Manager stays out of what that answers. */

interface ContentType {
  readonly schema: {
    readonly attributes: object;
    readonly pluginOptions?: { readonly 'content-manager'?: { readonly visible?: boolean } };
  };
}

/** What a relation shows. */
const SHOWN = 'name';

/**
 * A content type as given. Where the Content Manager does not show it, all but its name is hidden from everybody: whoever lists
 * content that relates to it would get its whole row, and could filter by it.
 */
export function hiddenUnlessShown(type: object): object {
  const { schema } = type as ContentType;
  if (schema.pluginOptions?.['content-manager']?.visible !== false) return type;
  const hidden = Object.keys(schema.attributes).filter((name) => name !== SHOWN);
  const attributes = Object.fromEntries(hidden.map((name) => [name, { hidden: true }]));
  return { ...type, schema: { ...schema, config: { attributes } } };
}
