import type { AffiliateSecretInput, AffiliateSystemEndpointTypes, AffiliateSystemInput } from '../../../contract';
import { actorOf } from '../../../kernel';
import { type AdminAction, adminAction, administratorOf, type HttpContext } from '../../../kernel/http';
import { nothing } from '../../../kernel/query';
import { removeSystem } from '../delete-system';
import { endSecret } from '../end-secret';
import { listSystems, type ReadDependencies, requireSystem, systemDetail } from '../page/read-systems';
import { systemsOff } from '../page/systems-off';
import { type PreviewDependencies, previewRequest } from '../request/preview-request';
import { sendTest, type TestDependencies } from '../request/send-test';
import { saveSecret, type SecretDependencies } from '../save-secret';
import { changeSystem, createSystem, type SaveDependencies } from '../save-system';
import { type SwitchDependencies, switchSystem } from '../switch-system';
import { requestInput } from '../validate';
import { anything, oneSecret, oneSystem, switchChange, systemChange, systemList } from './validate';

export type SystemsDependencies = ReadDependencies &
  SaveDependencies &
  SecretDependencies &
  SwitchDependencies &
  PreviewDependencies &
  TestDependencies & { readonly log: Pick<Console, 'info'> };

/** Answers the page of affiliate systems in the admin panel. Who did what stands in Strapi's log, and nothing secret. */
export function systemsController(deps: SystemsDependencies): Record<keyof AffiliateSystemEndpointTypes, AdminAction> {
  const note = (ctx: HttpContext, what: string) =>
    deps.log.info(`Rewards: ${actorOf(administratorOf(ctx)).id} ${what}`);
  return {
    listAffiliateSystems: adminAction('listAffiliateSystems', systemList, (query) => listSystems(deps, query)),
    listAffiliateSystemsOff: adminAction('listAffiliateSystemsOff', nothing, () => systemsOff(deps)),
    getAffiliateSystem: adminAction('getAffiliateSystem', oneSystem, ({ system }) => systemDetail(deps, system)),
    createAffiliateSystem: adminAction('createAffiliateSystem', anything, async (input, ctx) => {
      const { code } = await createSystem(deps, input as unknown as AffiliateSystemInput);
      note(ctx, `created the affiliate system ${code}`);
      return systemDetail(deps, code);
    }),
    updateAffiliateSystem: adminAction('updateAffiliateSystem', systemChange, async (given, ctx) => {
      const { system, version, ...input } = given;
      await requireSystem(deps, system);
      await changeSystem(deps, { ...input, code: system } as unknown as AffiliateSystemInput, version);
      note(ctx, `changed the affiliate system ${system}`);
      return systemDetail(deps, system);
    }),
    deleteAffiliateSystem: adminAction('deleteAffiliateSystem', oneSystem, async ({ system }, ctx) => {
      await removeSystem(deps, await requireSystem(deps, system));
      note(ctx, `deleted the affiliate system ${system}`);
      return { deleted: true };
    }),
    switchAffiliateSystem: adminAction('switchAffiliateSystem', switchChange, async ({ system, on, reason }, ctx) => {
      const actor = actorOf(administratorOf(ctx));
      await switchSystem(deps, { system, on, actor, ...(reason !== undefined && { reason }) });
      note(ctx, `switched the affiliate system ${system} ${on ? 'on' : 'off'}`);
      return systemDetail(deps, system);
    }),
    ...secretActions(deps, note),
    previewAffiliateRequest: adminAction('previewAffiliateRequest', requestInput, (asked) =>
      previewRequest(deps, asked),
    ),
    sendAffiliateTest: adminAction('sendAffiliateTest', requestInput, async (asked, ctx) => {
      const result = await sendTest(deps, asked);
      note(ctx, `sent the test ${result.webhookId} to the affiliate system ${asked.code ?? '(not saved yet)'}`);
      return result;
    }),
  };
}

const secretActions = (deps: SystemsDependencies, note: (ctx: HttpContext, what: string) => void) => ({
  saveAffiliateSecret: adminAction('saveAffiliateSecret', anything, async (input, ctx) => {
    const given = input as unknown as AffiliateSecretInput;
    const saved = await saveSecret(deps, given);
    note(ctx, `saved the secret ${saved.name} of the affiliate system ${given.system}`);
    return saved;
  }),
  endAffiliateSecret: adminAction('endAffiliateSecret', oneSecret, async ({ system, secret }, ctx) => {
    const ended = await endSecret(deps, await requireSystem(deps, system), secret);
    note(ctx, `ended the secret ${ended.name} of the affiliate system ${system}`);
    return ended;
  }),
});
