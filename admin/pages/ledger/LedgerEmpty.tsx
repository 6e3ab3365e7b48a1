import { Button, LinkButton } from '@strapi/design-system';
import { Table } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { useTranslate } from '../../translate';

interface LedgerEmptyProps {
  readonly total: number;
  /** Takes the filters off; absent where there are none. */
  readonly onClear: (() => void) | undefined;
}

/** Said in the table when it has no rows: there are none at all, none that match, or the page lies past the last one. */
export function LedgerEmpty({ total, onClear }: LedgerEmptyProps) {
  const translate = useTranslate();
  if (total > 0) {
    return (
      <Table.Empty
        content={translate('ledger.past-the-end')}
        action={
          <LinkButton variant="secondary" tag={Link} to={{ search: '' }}>
            {translate('ledger.first-page')}
          </LinkButton>
        }
      />
    );
  }
  if (!onClear) return <Table.Empty content={translate('ledger.empty')} />;
  return (
    <Table.Empty
      content={translate('ledger.no-match')}
      action={
        <Button variant="secondary" onClick={onClear}>
          {translate('ledger.clear')}
        </Button>
      }
    />
  );
}
