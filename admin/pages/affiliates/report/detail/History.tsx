import { Box, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

import type {
  Actor,
  AffiliateActDto,
  AffiliateAttemptDto,
  AffiliateEventDetailDto,
  IsoInstant,
} from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { UtcMoment, useUtcText } from '../../../../ui/UtcMoment';
import { Code } from '../../../../ui/Payload';

interface Step {
  readonly at: IsoInstant;
  readonly key: string;
  readonly content: ReactNode;
}

/** F13. What happened to the event, in the order of its life: recorded, tried, sent again, cancelled. */
export function History({ detail: { event, attempts, acts } }: { readonly detail: AffiliateEventDetailDto }) {
  const translate = useTranslate();
  const recorded = <Happening title={translate('affiliates.one.recorded')} at={event.createdAt} />;
  const steps: Step[] = [
    { at: event.createdAt, key: 'recorded', content: recorded },
    ...acts.map((act, i) => ({ at: act.at, key: `act:${i}`, content: <Act act={act} /> })),
    ...attempts.map((attempt) => ({ at: attempt.startedAt, key: attempt.id, content: <Attempt attempt={attempt} /> })),
  ];
  return (
    <>
      {attempts.length < event.attempts && (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingBottom={3}>
          {translate('affiliates.one.history.cut', { shown: attempts.length, total: event.attempts })}
        </Typography>
      )}
      <List>
        {steps
          .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
          .map(({ key, content }) => (
            <li key={key}>{content}</li>
          ))}
      </List>
    </>
  );
}

function Act({ act: { act, actor, reason, at } }: { readonly act: AffiliateActDto }) {
  const translate = useTranslate();
  return (
    <Happening title={translate(`affiliates.done.${act}`)} at={at} by={nameOf(actor)}>
      {reason}
    </Happening>
  );
}

function Attempt({ attempt }: { readonly attempt: AffiliateAttemptDto }) {
  const translate = useTranslate();
  const utcText = useUtcText();
  const { number, outcome, startedAt, actor, durationMs, method, url, httpStatus, problem, answer } = attempt;
  const next = attempt.nextAttemptAt;
  return (
    <Happening
      title={translate(`affiliates.outcome.${outcome}`, { number })}
      at={startedAt}
      by={nameOf(actor) ?? translate('affiliates.try.schedule')}
    >
      {method} {url}
      <br />
      {httpStatus === null
        ? translate('affiliates.try.unanswered', { ms: durationMs })
        : translate('affiliates.try.took', { status: httpStatus, ms: durationMs })}
      {problem !== null && (
        <>
          <br />
          {translate('affiliates.try.problem', { problem })}
        </>
      )}
      {next !== null && (
        <>
          <br />
          {translate('affiliates.try.next', { at: utcText(next) })}
        </>
      )}
      {answer && (
        <Box paddingTop={2}>
          <Code text={answer} label={translate('affiliates.try.answer', { number })} />
        </Box>
      )}
    </Happening>
  );
}

interface HappeningProps {
  readonly title: string;
  readonly at: IsoInstant;
  readonly by?: string | undefined;
  readonly children?: ReactNode;
}

function Happening({ title, at, by, children }: HappeningProps) {
  return (
    <>
      <Typography tag="div" fontWeight="semiBold" textColor="neutral800">
        {title}
      </Typography>
      <Typography tag="div" variant="pi" textColor="neutral600">
        <UtcMoment at={at} />
        {by !== undefined && ` · ${by}`}
      </Typography>
      {children !== undefined && children !== null && (
        <Typography tag="div" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
          {children}
        </Typography>
      )}
    </>
  );
}

const nameOf = (actor: Actor | null): string | undefined => actor?.name ?? actor?.id;

const List = styled.ol`
  display: grid;
  gap: ${({ theme }) => theme.spaces[4]};
  li {
    min-width: 0;
    padding-inline-start: ${({ theme }) => theme.spaces[3]};
    border-inline-start: 2px solid ${({ theme }) => theme.colors.neutral200};
  }
`;
