import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { EntryStoryDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { useAllowed } from '../../useAllowed';
import { Moment } from '../../ui/Moment';
import { Panel } from '../../ui/Panel';
import { Amount } from '../ledger/AmountCell';
import { MemberLink } from '../../ui/MemberLink';
import { TypeCell } from '../ledger/TypeCell';
import { Facts } from './Facts';
import { HoldFacts } from './HoldFacts';
import { LotMoves } from './LotMoves';
import { RelatedEntries } from './RelatedEntries';

/** Everything that the ledger knows about one row. */
export function Story({ story }: { readonly story: EntryStoryDto }) {
  const { entry, hold, lots, moreLots, related, moreRelated } = story;
  const translate = useTranslate();
  const may = useAllowed();
  const { locale } = useIntl();
  const figure = (value: string) => formatDecimal(value, locale, 'negative');
  const metadata = Object.entries(entry.metadata ?? {});

  return (
    <Grid>
      <Panel title={translate('entry.posting')}>
        <Facts
          facts={[
            {
              label: translate('ledger.column.member'),
              value: <MemberLink member={story.member} isLink={may('getMember')} />,
            },
            { label: translate('ledger.column.type'), value: <TypeCell type={entry.type} status={story.status} /> },
            { label: translate('ledger.column.amount'), value: <Amount {...entry} /> },
            { label: translate('ledger.currency'), value: story.currency.name },
            { label: translate('entry.balance-after'), value: figure(entry.balanceAfter) },
            { label: translate('entry.held-after'), value: figure(entry.heldAfter) },
            ...(isZero(entry.shortfall)
              ? []
              : [{ label: translate('entry.shortfall'), value: figure(entry.shortfall) }]),
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

const actorOf = (actor: EntryStoryDto['entry']['actor']) =>
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
