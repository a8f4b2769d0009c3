'use client'
import dynamic from 'next/dynamic'
import type { ReasonDialogProps } from './open-reason-dialog.tsx'

const OpenReasonDialog = dynamic(
  () => import('./open-reason-dialog.tsx').then(({ OpenReasonDialog }) => OpenReasonDialog),
  { ssr: false },
)

/** Loaded when it is opened for the first time: no page needs dialogs to be looked at. */
export const ReasonDialog = (props: ReasonDialogProps) =>
  props.isOpen ? <OpenReasonDialog {...props} /> : null
