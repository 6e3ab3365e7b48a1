import { Box, Field, Typography } from '@strapi/design-system';
import {
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { styled } from 'styled-components';

import { useTranslate } from '../../../translate';
import { type MacroOffer, offersAt, withOffer } from './macros';

interface MacroFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  /** Names of secrets that can be written. */
  readonly secrets: readonly string[];
  readonly rows?: number;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

/** F6. A text with macros, which are offered from the brace on: arrow keys and Enter take one, Escape puts them away. */
export function MacroField({ name, label, hint, value, error, secrets, rows = 1, ...rest }: MacroFieldProps) {
  const { required = false, disabled = false } = rest;
  const translate = useTranslate();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion({ area, value, secrets, onChange: rest.onChange });
  const { offers, active } = completion;
  const isOpen = offers.length > 0;
  return (
    <Field.Root name={name} required={required} error={error ?? false} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <Box position="relative">
        <Area
          ref={area}
          id={id}
          aria-label={label}
          aria-invalid={error !== undefined}
          aria-required={required}
          aria-autocomplete="list"
          {...(isOpen && { 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${active}` })}
          {...{ name, rows, value, disabled }}
          style={{ minHeight: rows > 1 ? `${rows * ROW}rem` : undefined }}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            // A URL and a header are one line; what is pasted may have more.
            rest.onChange(rows === 1 ? event.target.value.replace(/[\r\n]+/g, '') : event.target.value);
            completion.look(event);
          }}
          onKeyDown={(event) => {
            if (completion.onKeyDown(event)) return;
            if (rows === 1 && event.key === 'Enter') event.preventDefault();
          }}
          onBlur={completion.close}
          data-invalid={error !== undefined || undefined}
        />
        {isOpen && (
          <Offers role="listbox" id={`${id}-list`} aria-label={translate('affiliate-systems.macros')}>
            {offers.map((offer, index) => (
              <li
                key={offer.text}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === active}
                // Before the field loses the focus.
                onMouseDown={(event) => {
                  event.preventDefault();
                  completion.take(offer);
                }}
              >
                <code>{offer.text}</code>
                <Typography variant="pi" textColor="neutral700">
                  {translate(offer.label)}
                </Typography>
              </li>
            ))}
          </Offers>
        )}
      </Box>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}

interface CompletionOptions extends Pick<MacroFieldProps, 'value' | 'secrets' | 'onChange'> {
  readonly area: RefObject<HTMLTextAreaElement>;
}

function useCompletion({ area, value, secrets, onChange }: CompletionOptions) {
  const [offers, setOffers] = useState<readonly MacroOffer[]>([]);
  const [active, setActive] = useState(0);
  /** Where the cursor is to be once React has written the text, before another key is read. */
  const cursorAfter = useRef<number | null>(null);
  useLayoutEffect(() => {
    const cursor = cursorAfter.current;
    cursorAfter.current = null;
    if (cursor !== null) area.current?.setSelectionRange(cursor, cursor);
  }, [area, value]);
  const close = () => setOffers([]);
  const look = ({ currentTarget: { value: text, selectionStart } }: SyntheticEvent<HTMLTextAreaElement>) => {
    setOffers(offersAt(text.slice(0, selectionStart), secrets));
    setActive(0);
  };
  const take = (offer: MacroOffer) => {
    const element = area.current;
    if (!element) return;
    const { text, cursor } = withOffer(element.value, element.selectionStart, offer);
    cursorAfter.current = cursor;
    onChange(text);
    close();
  };
  /** @returns whether the key was about the offers */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (offers.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const offer = offers[active];
    if (step !== undefined) setActive((active + step + offers.length) % offers.length);
    else if (event.key === 'Enter' && offer) take(offer);
    else if (event.key === 'Escape') close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { offers, active, look, take, close, onKeyDown };
}

/** The height of a line, in rem. */
const ROW = 2.4;

const Area = styled.textarea`
  width: 100%;
  min-height: 4rem;
  /* As high as its text, where the browser knows how. */
  field-sizing: content;
  max-height: 40rem;
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[4]}`};
  font-family: monospace;
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  color: ${({ theme }) => theme.colors.neutral800};
  background: ${({ theme }) => theme.colors.neutral0};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  overflow-wrap: anywhere;
  resize: vertical;
  &[data-invalid] {
    border-color: ${({ theme }) => theme.colors.danger600};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -1px;
  }
  &:disabled {
    background: ${({ theme }) => theme.colors.neutral150};
    color: ${({ theme }) => theme.colors.neutral600};
  }
`;

const Offers = styled.ul`
  position: absolute;
  z-index: 3;
  top: calc(100% + 2px);
  inset-inline: 0;
  max-height: 24rem;
  overflow: auto;
  padding: ${({ theme }) => theme.spaces[1]};
  background: ${({ theme }) => theme.colors.neutral0};
  border: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-radius: ${({ theme }) => theme.borderRadius};
  box-shadow: ${({ theme }) => theme.shadows.filterShadow};
  li {
    display: flex;
    flex-wrap: wrap;
    column-gap: ${({ theme }) => theme.spaces[3]};
    padding: ${({ theme }) => theme.spaces[2]};
    border-radius: ${({ theme }) => theme.borderRadius};
    cursor: pointer;
    color: ${({ theme }) => theme.colors.neutral800};
    font-size: ${({ theme }) => theme.fontSizes[2]};
  }
  li[aria-selected='true'],
  li:hover {
    background: ${({ theme }) => theme.colors.primary100};
  }
  code {
    font-family: monospace;
  }
`;
