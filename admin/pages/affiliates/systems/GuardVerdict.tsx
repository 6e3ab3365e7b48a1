import { Flex, Typography } from '@strapi/design-system';

import type { AffiliateGuardDto, AffiliateGuardRefusal } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Pill } from '../../../ui/Pill';

/** Why a URL is refused before its addresses are looked at; the rest is about an address. */
const OF_URL = ['url', 'scheme', 'credentials', 'port', 'forbidden', 'not-allowed'] as const;
type OfUrl = (typeof OF_URL)[number];
const isOfUrl = (refusal: AffiliateGuardRefusal): refusal is OfUrl => (OF_URL as readonly string[]).includes(refusal);

/** Says why the guard lets nothing out. */
export function useTellGuard(): (refusal: AffiliateGuardRefusal) => string {
  const translate = useTranslate();
  return (refusal) =>
    isOfUrl(refusal)
      ? translate(`affiliate-systems.guard.${refusal}`)
      : translate('affiliate-systems.guard.address', { kind: refusal });
}

/** F10. What the guard says: scheme, host, port, and every address that the name leads to. */
export function GuardVerdict({ guard }: { readonly guard: AffiliateGuardDto }) {
  const { scheme, host, port, refusal, addresses, isUnresolved } = guard;
  const translate = useTranslate();
  const tell = useTellGuard();
  const isAllowed = refusal === null && !isUnresolved;
  return (
    <Flex
      direction="column"
      alignItems="flex-start"
      gap={2}
      role="group"
      aria-label={translate('affiliate-systems.guard')}
    >
      <Flex gap={2} wrap="wrap">
        <Typography fontWeight="semiBold" textColor="neutral800">
          {translate('affiliate-systems.guard')}
        </Typography>
        <Pill tone={isAllowed ? 'success' : refusal === null ? 'warning' : 'danger'}>
          {isAllowed
            ? translate('affiliate-systems.guard.allowed')
            : refusal === null
              ? translate('affiliate-systems.guard.unresolved')
              : translate('affiliate-systems.guard.refused')}
        </Pill>
      </Flex>
      {host !== null && (
        <Typography variant="pi" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
          {translate('affiliate-systems.guard.target', { scheme: scheme ?? '–', host, port: String(port ?? '–') })}
        </Typography>
      )}
      {refusal !== null && <Typography textColor="danger700">{tell(refusal)}</Typography>}
      {isUnresolved && <Typography textColor="neutral700">{translate('affiliate-systems.guard.no-name')}</Typography>}
      {addresses.map(({ address, refusal: why }) => (
        <Typography key={address} variant="pi" textColor={why === null ? 'neutral700' : 'danger700'}>
          {why === null ? address : `${address} (${why})`}
        </Typography>
      ))}
    </Flex>
  );
}
