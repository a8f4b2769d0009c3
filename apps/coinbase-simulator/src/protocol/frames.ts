/** The envelope that every frame but an error has. */
export interface FrameHeader {
  readonly channel: string
  readonly timestamp: string
  readonly sequence: number
  /** Captures differ on whether the market feed carries it; undefined leaves it out. */
  readonly clientId: string | undefined
}

/** `events` is JSON text already: it is the same for every connection, and may have megabytes. */
export function frameText(header: FrameHeader, events: string): string {
  const client = header.clientId === undefined ? '' : `"client_id":${JSON.stringify(header.clientId)},`
  return (
    `{"channel":"${header.channel}",${client}"timestamp":"${header.timestamp}",` +
    `"sequence_num":${header.sequence},"events":${events}}`
  )
}

/** Has no channel and no sequence number; the connection stays up. */
export const errorText = (message: string): string => JSON.stringify({ type: 'error', message })

/** Also sent for channel names that do not exist. */
export const AUTHENTICATION_FAILURE = errorText('authentication failure')
export const RATE_LIMIT_EXCEEDED = errorText('rate limit exceeded')
export const SUBSCRIBE_FAILURE = errorText('failure to subscribe')
