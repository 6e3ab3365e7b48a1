import { Checkbox, Flex } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { CLUB_LIMITS } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { readPositiveAmount } from '../../../ui/amount';
import { AmountInput } from '../../../ui/AmountInput';
import { CurrencyField } from '../../../ui/CurrencyField';
import { ChoiceField, Row, TextField } from '../../../ui/fields';
import { useCurrencies } from '../../../ui/useCurrencies';
import { NEW_REWARD, RATE_SCALE, type RewardDraft } from './draft';
import { AddButton, RowGroup, withoutRow, withRow } from './RowGroup';
import type { MissionFormPart } from './useMissionForm';

const KINDS = ['amount', 'share', 'badge'] as const;

/** E11. What the mission pays, each a payout of its own. */
export function RewardFields({ draft: { rewards }, change, refusalAt }: MissionFormPart) {
  const translate = useTranslate();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {rewards.map((reward, place) => {
        const number = place + 1;
        return (
          <RowGroup
            key={place}
            label={translate('missions.reward', { number })}
            removeLabel={translate('missions.reward.remove', { number })}
            onRemove={rewards.length > 1 ? () => change({ rewards: withoutRow(rewards, place) }) : undefined}
          >
            <RewardRow
              reward={reward}
              set={(part) => change({ rewards: withRow(rewards, place, part) })}
              refusalAt={(name) => refusalAt(`rewards.${place}.${name}`)}
            />
          </RowGroup>
        );
      })}
      {rewards.length < CLUB_LIMITS.rewards && (
        <AddButton
          label={translate('missions.reward.add')}
          onClick={() => change({ rewards: [...rewards, NEW_REWARD] })}
        />
      )}
    </Flex>
  );
}

interface RewardRowProps {
  readonly reward: RewardDraft;
  readonly set: (part: Partial<RewardDraft>) => void;
  readonly refusalAt: (name: string) => string | undefined;
}

function RewardRow({ reward, set, refusalAt }: RewardRowProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { currencies, scaleOf } = useCurrencies();
  const { kind, currency, amount, rate } = reward;
  const scale = scaleOf(currency);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Row>
        <ChoiceField
          name="kind"
          label={translate('missions.reward.kind')}
          value={kind}
          options={KINDS.map((one) => [one, translate(`missions.reward.kind.${one}`)] as const)}
          onChange={(next) => set({ kind: next })}
          error={refusalAt('kind')}
        />
        {kind === 'badge' ? (
          <TextField
            name="badge"
            required
            label={translate('missions.reward.code')}
            value={reward.badge}
            onChange={(badge) => set({ badge })}
            error={refusalAt('badge')}
          />
        ) : (
          <CurrencyField
            value={currency}
            onChange={(next) => set({ currency: next })}
            currencies={currencies}
            error={refusalAt('currency')}
          />
        )}
        {kind === 'amount' && (
          <AmountInput
            name="amount"
            label={translate('column.amount')}
            value={amount}
            onChange={(next) => set({ amount: next })}
            scale={scale}
            problem={readPositiveAmount(amount, scale, locale).problem}
            refusal={refusalAt('amount')}
          />
        )}
        {kind === 'share' && (
          <>
            <TextField
              name="path"
              required
              label={translate('missions.reward.path')}
              hint={translate('missions.reward.path.hint')}
              value={reward.path}
              onChange={(path) => set({ path })}
              error={refusalAt('path')}
            />
            <AmountInput
              name="rate"
              label={translate('missions.reward.rate')}
              value={rate}
              onChange={(next) => set({ rate: next })}
              scale={RATE_SCALE}
              problem={readPositiveAmount(rate, RATE_SCALE, locale).problem}
              refusal={refusalAt('rate')}
            />
          </>
        )}
      </Row>
      {kind === 'share' && (
        <Checkbox
          checked={reward.useMultiplier}
          onCheckedChange={(checked) => set({ useMultiplier: checked === true })}
        >
          {translate('missions.reward.multiplier')}
        </Checkbox>
      )}
    </Flex>
  );
}
