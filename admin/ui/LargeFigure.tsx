import { Typography, type TypographyProps } from '@strapi/design-system';

interface LargeFigureProps extends Pick<TypographyProps<'div'>, 'variant'> {
  readonly tag?: 'div' | 'dd';
  /** As it is shown. */
  readonly children: string;
}

/** How wide a digit or what stands between digits is at most, of the size of its type. */
const WIDEST = 0.64;

/** A figure in large type that gives way where it has no room: cut off, or on two lines, it would be another figure. */
export function LargeFigure({ tag = 'div', variant, children }: LargeFigureProps) {
  const fitting = 100 / (children.length * WIDEST);
  return (
    <Typography tag={tag} variant={variant} style={{ containerType: 'inline-size' }}>
      <span
        style={{
          fontSize: `min(1em, ${fitting.toFixed(2)}cqi)`,
          fontVariantNumeric: 'tabular-nums',
          whiteSpace: 'nowrap',
        }}
      >
        {children}
      </span>
    </Typography>
  );
}
