import { Flex, Typography } from '@strapi/design-system';

import type { AffiliateSecretDto, AffiliateSystemDetailDto } from '../../../../server/contract';
import { useAllowed } from '../../../allowed';
import { useEndAffiliateSecretMutation } from '../../../api/affiliate-systems';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { Moment } from '../../../ui/Moment';
import { OpenButton } from '../../../ui/OpenButton';
import { Panel } from '../../../ui/Panel';
import { SmallTable } from '../../../ui/SmallTable';
import { SaveSecret } from './SaveSecret';

/** F11. The secrets of a system, by name: what they say is shown to nobody. */
export function SecretsPanel({ detail }: { readonly detail: AffiliateSystemDetailDto }) {
  const translate = useTranslate();
  const mayEdit = useAllowed()('saveAffiliateSecret');
  const { code, secrets, missingSecrets, canKeepSecrets } = detail;
  return (
    <Panel
      title={translate('affiliate-systems.secrets')}
      action={mayEdit && canKeepSecrets && <SaveSecret code={code} missing={missingSecrets} />}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography textColor="neutral700">{translate('affiliate-systems.secrets.about')}</Typography>
        {!canKeepSecrets && (
          <Typography textColor="danger700">{translate('affiliate-systems.secrets.no-key')}</Typography>
        )}
        {missingSecrets.length > 0 && (
          <Typography textColor="danger700">
            {translate('affiliate-systems.secrets.missing', { names: missingSecrets.join(', ') })}
          </Typography>
        )}
        {secrets.length === 0 ? (
          <Typography textColor="neutral600">{translate('affiliate-systems.secrets.none')}</Typography>
        ) : (
          <Secrets code={code} secrets={secrets} mayEdit={mayEdit} />
        )}
      </Flex>
    </Panel>
  );
}

interface SecretsProps {
  readonly code: string;
  readonly secrets: readonly AffiliateSecretDto[];
  readonly mayEdit: boolean;
}

function Secrets({ code, secrets, mayEdit }: SecretsProps) {
  const translate = useTranslate();
  const end = {
    name: 'end',
    label: null,
    cell: (secret: AffiliateSecretDto) => <EndSecret code={code} secret={secret} />,
  };
  return (
    <SmallTable
      label={translate('affiliate-systems.secrets')}
      rows={secrets}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'name',
          label: translate('affiliate-systems.secret.name'),
          isHeading: true,
          cell: ({ name }) => <code>{name}</code>,
        },
        {
          name: 'since',
          label: translate('affiliate-systems.secret.since'),
          cell: ({ createdAt }) => <Moment at={createdAt} />,
        },
        {
          name: 'until',
          label: translate('affiliate-systems.secret.until'),
          cell: ({ endsAt }) => (endsAt === null ? translate('affiliate-systems.secret.open') : <Moment at={endsAt} />),
        },
        ...(mayEdit ? [end] : []),
      ]}
    />
  );
}

function EndSecret({ code, secret: { id, name } }: { readonly code: string; readonly secret: AffiliateSecretDto }) {
  const translate = useTranslate();
  const [end, { error }] = useEndAffiliateSecretMutation();
  return (
    <OpenButton
      size="S"
      variant="danger-light"
      label={translate('affiliate-systems.secret.end')}
      aria-label={translate('affiliate-systems.secret.end.label', { name })}
    >
      {(close) => (
        <ActDialog
          variant="danger-light"
          title={translate('affiliate-systems.secret.end.title', { name })}
          explanation={translate('affiliate-systems.secret.end.explanation')}
          confirm={translate('affiliate-systems.secret.end')}
          error={error}
          onConfirm={async () => !('error' in (await end({ system: code, secret: id })))}
          onDone={close}
        />
      )}
    </OpenButton>
  );
}
