import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

const look = cva(
  'inline-flex shrink-0 items-center justify-center gap-[7px] whitespace-nowrap rounded-2 border text-12 font-medium transition-colors duration-[90ms] disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60',
  {
    variants: {
      kind: {
        plain: 'border-line-strong bg-surface-2 text-strong hover:bg-surface-3',
        primary: 'border-accent-solid bg-accent-solid text-on-solid hover:brightness-110',
        ghost: 'border-transparent text-body hover:bg-surface-2 hover:text-strong',
        stop: 'border-real-line bg-real-tint font-semibold text-real hover:brightness-125',
        danger: 'border-real-solid bg-real-solid text-on-solid hover:brightness-110',
      },
      size: {
        normal: 'h-7 px-[11px] max-md:h-11 max-md:px-4',
        large: 'h-8 px-3.5 text-13 max-md:h-11',
        icon: 'size-[30px] border-transparent bg-transparent text-faint hover:bg-surface-2 hover:text-strong max-md:size-11',
      },
    },
    defaultVariants: { kind: 'plain', size: 'normal' },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof look> {
  /** Gives its look to the one child, as to a link. */
  readonly asChild?: boolean
}

export function Button({ kind, size, asChild = false, className, type = 'button', ...rest }: ButtonProps) {
  const classes = classNames(look({ kind, size }), className)
  if (asChild) return <Slot.Root className={classes} {...rest} />
  return <button type={type} className={classes} {...rest} />
}
