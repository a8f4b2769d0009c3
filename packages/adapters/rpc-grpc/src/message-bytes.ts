/** Codecs' bytes go through grpc-js as they are: it is given and gives Buffers that share them. */
export const toBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A plain array, as in-process calls hand it over: a Buffer's `slice` would share memory. */
export const fromBuffer = (bytes: Buffer): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const asIs = (bytes: Buffer): Buffer => bytes
