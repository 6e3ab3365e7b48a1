import { Badge, Box, Typography } from '@strapi/design-system';

export type Tone = 'success' | 'primary' | 'danger' | 'warning' | 'neutral' | 'secondary' | 'alternative';

/** Strapi's badges fall short of a contrast of 4.5 in several tones; these pairs reach it in light and dark. */
const textOf = (tone: Tone) => (tone === 'warning' ? 'neutral800' : `${tone}700`);

interface PillProps {
  readonly tone: Tone;
  readonly children: string;
}

/** What kind of thing a row is. */
export function Pill({ tone, children }: PillProps) {
  return (
    <Badge backgroundColor={`${tone}100`} textColor={textOf(tone)} borderColor={`${tone}200`}>
      {children}
    </Badge>
  );
}

/** How such a thing stands, beside its pill. */
export function SmallPill({ tone, children }: PillProps) {
  return (
    <Box background={`${tone}100`} borderColor={`${tone}200`} hasRadius paddingLeft={2} paddingRight={2}>
      <Typography variant="pi" textColor="neutral800">
        {children}
      </Typography>
    </Box>
  );
}
