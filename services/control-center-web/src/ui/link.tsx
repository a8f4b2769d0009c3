/** A link within the pages. The page it leads to is loaded when one goes there: nobody pays for what is not looked at. */
import NextLink from 'next/link'
import type { ComponentProps } from 'react'

export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'prefetch'>

export const Link = (props: LinkProps) => <NextLink prefetch={false} {...props} />
