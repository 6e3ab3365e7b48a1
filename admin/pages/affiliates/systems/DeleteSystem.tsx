import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import type { AffiliateSystemDetailDto } from '../../../../server/contract';
import { useDeleteAffiliateSystemMutation } from '../../../api/affiliate-systems';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { OpenButton } from '../../../ui/OpenButton';
import { systemsPath } from './paths';

/** Deletes a system that nothing names; what is named is switched off instead. */
export function DeleteSystem({ detail: { code, name, isInUse } }: { readonly detail: AffiliateSystemDetailDto }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { toggleNotification } = useNotification();
  const [remove, { error }] = useDeleteAffiliateSystemMutation();
  if (isInUse) return null;
  const confirm = async () => !('error' in (await remove({ system: code })));
  return (
    <OpenButton variant="danger-light" label={translate('affiliate-systems.delete')}>
      {() => (
        <ActDialog
          variant="danger-light"
          title={translate('affiliate-systems.delete.title', { name })}
          explanation={translate('affiliate-systems.delete.explanation')}
          confirm={translate('affiliate-systems.delete')}
          error={error}
          onConfirm={confirm}
          onDone={() => {
            toggleNotification({ type: 'success', message: translate('affiliate-systems.deleted', { name }) });
            navigate(systemsPath());
          }}
        />
      )}
    </OpenButton>
  );
}
