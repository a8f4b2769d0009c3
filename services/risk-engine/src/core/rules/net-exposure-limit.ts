import { exposureLimit } from '../exposure-limit.ts'

/** All positions against each other: what a move of the whole market would touch. */
export const netExposureLimit = exposureLimit({
  code: 'NET_EXPOSURE_LIMIT',
  limit: 'maxNetExposure',
  measure: ({ net }) => net,
})
