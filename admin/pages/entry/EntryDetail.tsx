import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { EntryDetailDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Moment } from '../../ui/Moment';
import { Panel } from '../../ui/Panel';
import { Amount } from '../../ui/ledger/AmountCell';
import { MemberLink } from '../../ui/MemberLink';
import { TypeCell } from '../../ui/ledger/TypeCell';
import { Facts } from '../../ui/Facts';
import { HoldFacts } from './HoldFacts';
import { LotMoves } from './LotMoves';
import { RelatedEntries } from './RelatedEntries';

/** Everything that the ledger knows about one row. */
export function EntryDetail({ detail }: { readonly detail: EntryDetailDto }) {
  const { entry, hold, reversal, lots, moreLots, related, moreRelated } = detail;
  const translate = useTranslate();
  const { locale } = useIntl();
  const figure = (value: string) => formatDecimal(value, locale, 'negative');
  const metadata = Object.entries(entry.metadata ?? {});

  return (
    <Grid>
      <Panel title={translate('entry.posting')}>
        <Facts
          facts={[
            {
              label: translate('column.member'),
              value: <MemberLink member={detail.member} />,
            },
            { label: translate('ledger.column.type'), value: <TypeCell type={entry.type} status={detail.status} /> },
            { label: translate('column.amount'), value: <Amount {...entry} /> },
            { label: translate('column.currency'), value: detail.currency.name },
            { label: translate('entry.balance-after'), value: figure(entry.balanceAfter) },
            { label: translate('entry.held-after'), value: figure(entry.heldAfter) },
            ...(isZero(entry.shortfall)
              ? []
              : [{ label: translate('entry.shortfall'), value: figure(entry.shortfall) }]),
            ...(reversal === null || isZero(reversal.reversed)
              ? []
              : [
                  { label: translate('entry.reversal.reversed'), value: figure(reversal.reversed) },
                  { label: translate('entry.reversal.left'), value: figure(reversal.left) },
                ]),
            { label: translate('ledger.column.posted'), value: <Moment at={entry.postedAt} /> },
            { label: translate('entry.effective'), value: <Moment at={entry.effectiveAt} /> },
            { label: translate('entry.expires'), value: entry.expiresAt && <Moment at={entry.expiresAt} /> },
          ]}
        />
      </Panel>
      <Panel title={translate('entry.origin')}>
        <Facts
          facts={[
            { label: translate('reason.label'), value: entry.reason },
            { label: translate('entry.rule'), value: entry.rule },
            { label: translate('entry.event'), value: entry.eventId },
            { label: translate('entry.actor'), value: actorOf(entry.actor) },
            { label: translate('entry.source'), value: entry.source },
            { label: translate('entry.key'), value: entry.idempotencyKey, isCode: true },
            ...metadata.map(([label, value]) => ({ label, value: value === null ? null : String(value) })),
          ]}
        />
      </Panel>
      {hold && (
        <Panel title={translate('entry.hold')}>
          <HoldFacts hold={hold} />
        </Panel>
      )}
      {lots.length > 0 && (
        <Panel title={translate('entry.lots')}>
          <LotMoves lots={lots} moreLots={moreLots} />
        </Panel>
      )}
      <Panel title={translate('entry.related')}>
        <RelatedEntries related={related} moreRelated={moreRelated} />
      </Panel>
      <Panel title={translate('entry.chain')}>
        <Facts
          facts={[
            { label: translate('ledger.column.txn'), value: entry.id, isCode: true },
            { label: translate('entry.sequence'), value: String(entry.sequence) },
            { label: translate('entry.hash'), value: entry.hash, isCode: true },
            { label: translate('entry.previous-hash'), value: entry.previousHash, isCode: true },
          ]}
        />
      </Panel>
    </Grid>
  );
}

const isZero = (amount: string) => !/[1-9]/.test(amount);

const actorOf = (actor: EntryDetailDto['entry']['actor']) =>
  actor && (actor.name === null ? actor.id : `${actor.name} (${actor.id})`);

const Grid = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(38rem, 100%), 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  align-items: start;
  > * {
    min-width: 0;
  }
`;
