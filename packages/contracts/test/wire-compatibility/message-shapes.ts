/**
 * Messages by the .proto files, taken apart and put together again without the generated code: with fields that nobody
 * knows at every level, with enum values that nobody knows, or with a field left out.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import protobuf from 'protobufjs'

const PROTO = fileURLToPath(new URL('../../../../api/proto', import.meta.url))

const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5

/** Far from every number that is in use; reserved by nobody. */
const NOBODYS = [
  [20_001, VARINT],
  [20_002, FIXED64],
  [20_003, BYTES],
  [20_004, FIXED32],
] as const
const NO_SUCH_VALUE = 9_999

interface Field {
  readonly number: number
  readonly wireType: number
  /** Of a varint or fixed one its bytes; of the others without the length. */
  readonly content: Uint8Array
}

export function loadShapes(): protobuf.Root {
  const root = new protobuf.Root()
  root.resolvePath = (_origin, target) => `${PROTO}/${target.replace(`${PROTO}/`, '')}`
  const files = readdirSync(PROTO, { recursive: true, encoding: 'utf8' }).filter((it) =>
    it.endsWith('.proto'),
  )
  root.loadSync(files).resolveAll()
  return root
}

function fieldsOf(bytes: Uint8Array): Field[] {
  const reader = protobuf.Reader.create(bytes)
  const fields: Field[] = []
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    const wireType = tag & 7
    const from = reader.pos
    if (wireType === BYTES) {
      fields.push({ number: tag >>> 3, wireType, content: reader.bytes() })
      continue
    }
    reader.skipType(wireType)
    fields.push({ number: tag >>> 3, wireType, content: bytes.subarray(from, reader.pos) })
  }
  return fields
}

function encodeFields(fields: readonly Field[]): Uint8Array {
  const parts = fields.flatMap(({ number, wireType, content }) => {
    const writer = protobuf.Writer.create().uint32(((number << 3) | wireType) >>> 0)
    if (wireType === BYTES) writer.uint32(content.length)
    return [writer.finish(), content]
  })
  return Uint8Array.from(Buffer.concat(parts))
}

const nestedType = (type: protobuf.Type, field: Field): protobuf.Type | undefined => {
  const known = type.fieldsById[field.number]
  return field.wireType === BYTES && known?.resolvedType instanceof protobuf.Type
    ? known.resolvedType
    : undefined
}

/** The same, and at the end of each message in it one field of each kind that no version knows. */
export function withUnknownFields(type: protobuf.Type, bytes: Uint8Array): Uint8Array {
  const known = fieldsOf(bytes).map((field) => {
    const nested = nestedType(type, field)
    return nested === undefined ? field : { ...field, content: withUnknownFields(nested, field.content) }
  })
  const unknown = NOBODYS.map(([number, wireType]) => ({ number, wireType, content: contentOf(wireType) }))
  return encodeFields([...known, ...unknown])
}

function contentOf(wireType: number): Uint8Array {
  if (wireType === VARINT) return Uint8Array.of(1)
  return new Uint8Array(wireType === FIXED32 ? 4 : 8).fill(7)
}

/** Each place with an enum, with a value that this version does not know. */
export function withUnknownEnums(
  type: protobuf.Type,
  bytes: Uint8Array,
): { at: string; bytes: Uint8Array }[] {
  const fields = fieldsOf(bytes)
  const value = protobuf.Writer.create().uint32(NO_SUCH_VALUE).finish()
  return fields.flatMap((field, index) => {
    const put = (content: Uint8Array) => encodeFields(fields.with(index, { ...field, content }))
    const known = type.fieldsById[field.number]
    const at = `${type.fullName.slice(1)}.${known?.name}`
    const nested = nestedType(type, field)
    if (nested !== undefined) {
      const inner = withUnknownEnums(nested, field.content)
      return inner.map((each) => ({ ...each, bytes: put(each.bytes) }))
    }
    return known?.resolvedType instanceof protobuf.Enum ? [{ at, bytes: put(value) }] : []
  })
}

/** Each field of the message itself, left out. */
export function withoutOneField(type: protobuf.Type, bytes: Uint8Array): { at: string; bytes: Uint8Array }[] {
  const fields = fieldsOf(bytes)
  const numbers = [...new Set(fields.map(({ number }) => number))]
  return numbers.map((number) => ({
    at: type.fieldsById[number]?.name ?? String(number),
    bytes: encodeFields(fields.filter((field) => field.number !== number)),
  }))
}
