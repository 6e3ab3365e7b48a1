/** V9: the document that `strapi openapi generate` writes, which Strapi serves too where it is told to. Nothing of it is the database's. */
import { describeOnOneEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

type Json = Readonly<Record<string, unknown>>;

interface Schema extends Json {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema?: Schema } };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: Schema }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly request?: { readonly query?: object };
}

const namesIn = (operation: Operation | undefined, place: string) =>
  (operation?.parameters ?? []).flatMap((parameter) => (parameter.in === place ? [parameter.name] : []));
const schemaOf = (part: Content | undefined) => part?.content?.['application/json']?.schema;

describeOnOneEngine('V9 the OpenAPI document', (engine) => {
  let open: OpenLedger;
  let document: Document;
  let routes: Route[];

  beforeAll(async () => {
    open = await openLedger(engine, {
      beforeLoad: ({ config }) =>
        config.set('server.openapi', { 'content-api': { access: 'public', cache: { enabled: false } } }),
    });
    const { status, body } = await open.app.request<Document>('/api/openapi.json');
    expect(status).toBe(200);
    document = body;
    const ours = open.strapi.plugin('rewards').routes as unknown as { 'content-api': { routes: Route[] } };
    routes = ours['content-api'].routes;
  });
  afterAll(() => open.close());

  const operationOf = (method: string, path: string) =>
    document.paths[`/rewards${path.replaceAll(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()];

  it('has every route, with what it takes and what it answers', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    expect(routes.length).toBeGreaterThan(30);
    for (const { method, path, request = {} } of routes) {
      const operation = operationOf(method, path);
      const told = {
        path: namesIn(operation, 'path'),
        query: namesIn(operation, 'query').length,
        body: schemaOf(operation?.requestBody)?.type,
        answers: Object.keys(schemaOf(operation?.responses['200']) ?? {}).length > 0,
      };
      expect([method, path, told]).toEqual([
        method,
        path,
        {
          path: [...path.matchAll(/:(\w+)/g)].map(([, name]) => name),
          query: expect.any(Number) as number,
          body: method === 'GET' ? undefined : 'object',
          answers: true,
        },
      ]);
      if (request.query) expect([path, told.query]).not.toEqual([path, 0]);
    }
  });

  it('names each operation once', () => {
    const names = Object.entries(document.paths).flatMap(([path, operations]) =>
      path.startsWith('/rewards') ? Object.values(operations).map(({ operationId }) => operationId) : [],
    );
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  });

  it('says what a number in a query may be, and what holds without it', () => {
    const { parameters = [] } = operationOf('GET', '/leaderboards/:currency')!;
    expect(parameters.find(({ name }) => name === 'pageSize')).toMatchObject({
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
    });
    expect(parameters.map(({ name }) => name)).toEqual(['currency', 'period', 'page', 'pageSize']);
  });

  it('says of an amount that it is text, and which fields have to be there', () => {
    const order = schemaOf(operationOf('POST', '/orders')!.requestBody)!;
    expect(order.required?.toSorted()).toEqual(['amount', 'externalId', 'orderId', 'orderedAt']);
    expect(order.properties).toMatchObject({
      amount: { type: 'string', description: expect.stringContaining('decimal') as string },
      orderedAt: { type: 'string', format: 'date-time' },
      externalId: { type: 'string', minLength: 1, maxLength: 200 },
    });
    const capture = schemaOf(operationOf('POST', '/redemptions/capture')!.requestBody)!;
    expect([capture.required ?? [], capture.properties!.amount]).toMatchObject([[], { type: 'string' }]);
  });

  it('says of a batch of events what one of them has, and how many there may be', () => {
    const { events } = schemaOf(operationOf('POST', '/affiliate-events/batch')!.requestBody)!.properties!;
    expect(events).toMatchObject({
      ...{ type: 'array', minItems: 1, maxItems: 1_000 },
      items: { type: 'object', required: ['system', 'externalId', 'type'], additionalProperties: false },
    });
    const one = schemaOf(operationOf('POST', '/affiliate-events')!.requestBody)!;
    expect((events as { items: Schema }).items.properties).toEqual(one.properties);
    expect(Object.keys(one.properties!)).toEqual(expect.arrayContaining(['memberExternalId', 'payload']));
  });

  it('says what is answered', () => {
    const { data } = schemaOf(operationOf('GET', '/me')!.responses['200'])!.properties!;
    expect(Object.keys(data!.properties!)).toEqual(
      expect.arrayContaining(['member', 'balances', 'level', 'tier', 'tierProgress', 'badges', 'consent']),
    );
  });
});
