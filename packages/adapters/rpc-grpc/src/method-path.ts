import type { RpcMethod } from '@oasis/ports'

type MethodId = Pick<RpcMethod<never, never>, 'service' | 'name'>

export const nameOf = ({ service, name }: MethodId): string => `${service}/${name}`

/** As HTTP/2 has it. */
export const pathOf = ({ service, name }: MethodId): string => `/${service}/${name}`
