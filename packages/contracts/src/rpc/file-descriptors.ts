/** All of `api/proto` and the standard health service as descriptors: what server reflection tells programs without .proto files. */
import protobuf from 'protobufjs/minimal.js'
import { FILE_DESCRIPTOR_SET_BASE64 } from '../generated/descriptors.ts'

/** `repeated FileDescriptorProto file = 1`, the one field of a FileDescriptorSet. */
const FILE = (1 << 3) | 2

/** Each an encoded `google.protobuf.FileDescriptorProto`; a file comes after those that it imports. */
export function fileDescriptors(): Uint8Array[] {
  const reader = protobuf.Reader.create(Buffer.from(FILE_DESCRIPTOR_SET_BASE64, 'base64'))
  const files: Uint8Array[] = []
  while (reader.pos < reader.len) {
    if (reader.uint32() !== FILE) throw new Error('the generated descriptors are no FileDescriptorSet')
    files.push(reader.bytes())
  }
  return files
}
