/** Bytes that are no whole, valid message. The only thing that `decode` throws. */
export class InvalidMessage extends Error {
  /** Full name of the message. */
  readonly schema: string
  /** As in the .proto file, in camel case; empty when the bytes themselves are broken. */
  readonly field: string

  constructor(schema: string, field: string, why: string, options?: ErrorOptions) {
    super(`${schema}${field ? `.${field}` : ''}: ${why}`, options)
    this.name = 'InvalidMessage'
    this.schema = schema
    this.field = field
  }
}
