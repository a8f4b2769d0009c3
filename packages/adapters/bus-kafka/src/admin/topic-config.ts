/** The broker's settings for a topic of the registry. */
import type { TopicSpec } from '@oasis/ports'

const KEEP_FOR_EVER = -1
/** Of three replicas one may be away. */
const MIN_IN_SYNC_OF_THREE = 2

export function topicConfig(spec: TopicSpec, replicas: number): Readonly<Record<string, string>> {
  return {
    'cleanup.policy': spec.compacted ? 'compact' : 'delete',
    'retention.ms': `${spec.retentionMs ?? KEEP_FOR_EVER}`,
    'min.insync.replicas': `${replicas >= 3 ? MIN_IN_SYNC_OF_THREE : 1}`,
    // When the log took it, as the port says.
    'message.timestamp.type': 'LogAppendTime',
  }
}
