import { Typography } from '@strapi/design-system';

interface TruncatedProps {
  readonly children: string;
  readonly textColor?: string;
  readonly variant?: 'omega' | 'pi';
  readonly fontWeight?: 'bold' | 'semiBold';
}

/** A text on one line that ends in an ellipsis where it has no room, and is told in full by its title. */
export function Truncated({ children, textColor = 'neutral800', ...rest }: TruncatedProps) {
  return (
    <Typography tag="div" ellipsis title={children} textColor={textColor} {...rest}>
      {children}
    </Typography>
  );
}
