/** How much, how many and how long, for both sides. */
export const GRPC_LIMITS = {
  /** A message, either way: gRPC's own default for what is received. */
  messageBytes: 4 * 1024 * 1024,
  /** Calls of one method at once; the next one is UNAVAILABLE. By method, so that no flood holds up a halt. */
  callsPerMethod: 1_024,
  /** Streams of one connection: above the sum of what methods take, and a bound all the same. */
  streamsPerConnection: 16_384,
  /** Of a call that came without a deadline. */
  deadlineMs: 30_000,
  /** Bytes of a stream that are written and not yet taken by the transport, before the handler is asked for more. */
  streamBufferBytes: 64 * 1024,
  /** A peer that is silent for this long is asked for a sign of life … */
  keepaliveTimeMs: 2_000,
  /** … and given up after this long without one. */
  keepaliveTimeoutMs: 2_000,
  /** One attempt to connect, names and TLS included. */
  connectTimeoutMs: 2_000,
  /** Between attempts to connect. */
  retryFirstMs: 100,
  retryMaxMs: 1_000,
  /** For running calls at a close. */
  closeGraceMs: 5_000,
  /** For last answers to leave, once nothing runs any more. */
  flushMs: 500,
} as const

/** What both sides tell grpc-js alike. */
export const TRANSPORT_OPTIONS = {
  'grpc.max_receive_message_length': GRPC_LIMITS.messageBytes,
  'grpc.max_send_message_length': GRPC_LIMITS.messageBytes,
  'grpc.keepalive_time_ms': GRPC_LIMITS.keepaliveTimeMs,
  'grpc.keepalive_timeout_ms': GRPC_LIMITS.keepaliveTimeoutMs,
  'grpc.enable_channelz': 0,
} as const
