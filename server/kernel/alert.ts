/** Alerts: what somebody has to know of though they look at no page, told in every way that there is. */
import type { Core } from '@strapi/types';
import { z } from 'zod';
import { ALERT_RECIPIENTS } from '../contract';

/** A way of telling of an alert. */
export interface AlertChannel<Alert> {
  /** For the log: `the event hub`, `mail`. */
  readonly name: string;
  tell(alert: Alert): Promise<void>;
}

/** What a mail says, whoever it goes to. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

interface Mail extends MailText {
  readonly to: string;
}

export interface AlertWays<Alert> {
  /** On Strapi's event hub, and so for webhooks that want to know. */
  readonly event: string;
  /** Mail addresses. */
  readonly recipients: readonly string[];
  mailOf(alert: Alert): MailText;
}

/** The setting of a room that says who gets its alerts by mail. */
export const recipientsSetting = z
  .array(z.email('must be a mail address'), 'must be a list of mail addresses')
  .max(ALERT_RECIPIENTS, `must be at most ${ALERT_RECIPIENTS} mail addresses`)
  .default([]);

/**
 * Reads that setting where it stands by itself.
 *
 * @param name of the setting, for the sentence
 * @throws an Error whose sentence names what cannot be used
 */
export function readRecipients(setting: unknown, name: string): readonly string[] {
  const result = recipientsSetting.safeParse(setting);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${[name, ...(issue?.path ?? [])].join('.')} ${issue?.message ?? 'is not valid'}.`);
}

/** The ways in which an alert is told: the event hub, and mail through Strapi's email plugin where there are recipients. */
export function alertChannels<Alert extends object>(
  strapi: Core.Strapi,
  { event, recipients, mailOf }: AlertWays<Alert>,
): AlertChannel<Alert>[] {
  const hub: AlertChannel<Alert> = {
    name: 'the event hub',
    async tell(alert) {
      await strapi.eventHub.emit(event, { ...alert });
    },
  };
  if (recipients.length === 0) return [hub];
  const send = async (mail: Mail): Promise<void> => {
    await strapi.plugin('email').service<{ send(mail: Mail): Promise<void> }>('email').send(mail);
  };
  return [hub, { name: 'mail', tell: (alert) => sendToAll(recipients, mailOf(alert), send) }];
}

/** One whose mail cannot be sent keeps no other from theirs. */
async function sendToAll(
  recipients: readonly string[],
  mail: MailText,
  send: (mail: Mail) => Promise<void>,
): Promise<void> {
  const failures: string[] = [];
  for (const to of recipients) {
    await send({ to, ...mail }).catch((error: unknown) => failures.push(`${to}: ${String(error)}`));
  }
  if (failures.length > 0) throw new Error(failures.join('; '));
}

/**
 * Tells of an alert in every way. None that fails keeps another one, or what the alert is about, from its end: never throws.
 *
 * @param what for the log, as the beginning of a sentence: `The alert of …`
 */
export async function tellAlert<Alert>(
  channels: readonly AlertChannel<Alert>[],
  alert: Alert,
  { what, log }: { readonly what: string; readonly log: { warn(message: string): void } },
): Promise<void> {
  for (const { name, tell } of channels) {
    try {
      await tell(alert);
    } catch (error) {
      log.warn(`${what} could not be told by ${name}: ${String(error)}`);
    }
  }
}
