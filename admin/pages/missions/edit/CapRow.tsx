import { Checkbox, Flex } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { PERIODS } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { readPositiveAmount } from '../../../ui/amount';
import { AmountInput } from '../../../ui/AmountInput';
import { CurrencyField } from '../../../ui/CurrencyField';
import { ChoiceField, Row, TextField } from '../../../ui/fields';
import { useCurrencies } from '../../../ui/useCurrencies';
import type { CapDraft } from './draft';

const SCOPES = ['member', 'identifier', 'mission'] as const;
const LIMITS = ['amount', 'count'] as const;

interface CapRowProps {
  readonly cap: CapDraft;
  readonly set: (part: Partial<CapDraft>) => void;
  /** With an empty name for the cap as a whole. */
  readonly refusalAt: (name: string) => string | undefined;
}

/** E13. One cap, in amount or in number. */
export function CapRow({ cap, set, refusalAt }: CapRowProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { currencies, scaleOf } = useCurrencies();
  const { scope, by, limit, currency } = cap;
  const scale = scaleOf(currency);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Row>
        <ChoiceField
          name="scope"
          label={translate('missions.cap.scope')}
          value={scope}
          options={SCOPES.map((one) => [one, translate(`missions.cap.scope.${one}`)] as const)}
          onChange={(next) => set({ scope: next })}
          error={refusalAt('scope') ?? refusalAt('')}
        />
        {scope === 'identifier' && (
          <TextField
            name="path"
            required
            label={translate('missions.reward.path')}
            value={cap.path}
            onChange={(path) => set({ path })}
            error={refusalAt('path')}
          />
        )}
        <ChoiceField
          name="per"
          label={translate('missions.field.per')}
          value={cap.per}
          options={[...PERIODS, 'all' as const].map((per) => [per, translate(`missions.period.${per}`)] as const)}
          onChange={(per) => set({ per })}
          error={refusalAt('per')}
        />
        <ChoiceField
          name="by"
          label={translate('missions.cap.by')}
          value={by}
          options={LIMITS.map((one) => [one, translate(`missions.cap.by.${one}`)] as const)}
          onChange={(next) => set({ by: next })}
          error={undefined}
        />
        {by === 'count' && (
          <TextField
            name="count"
            required
            label={translate('missions.cap.count')}
            value={cap.count}
            onChange={(count) => set({ count })}
            error={refusalAt('count')}
          />
        )}
        {by === 'amount' && (
          <>
            <CurrencyField
              value={currency}
              onChange={(next) => set({ currency: next })}
              currencies={currencies}
              error={refusalAt('amount.currency')}
            />
            <AmountInput
              name="limit"
              label={translate('missions.cap.limit')}
              value={limit}
              onChange={(next) => set({ limit: next })}
              scale={scale}
              problem={readPositiveAmount(limit, scale, locale).problem}
              refusal={refusalAt('amount.limit')}
            />
          </>
        )}
      </Row>
      {by === 'amount' && (
        <Checkbox checked={cap.trim} onCheckedChange={(checked) => set({ trim: checked === true })}>
          {translate('missions.cap.trim')}
        </Checkbox>
      )}
    </Flex>
  );
}
