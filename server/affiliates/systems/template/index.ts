/** F6. Request templates: read, filled in, and shown without their secrets. */
export { type MacroValues } from './macros';
export { type ParsedTemplate, parseTemplate, requireTemplate } from './parse';
export { createRedactor, type Redact, REDACTED } from './redact';
export { type Rendered, type RenderProblem, renderRequest, type ShownRequest } from './render';
export {
  BODY_FORMATS,
  type BodyFormat,
  type RequestTemplate,
  TEMPLATE_LIMITS,
  type TemplateProblem,
  type TemplateText,
} from './template';
