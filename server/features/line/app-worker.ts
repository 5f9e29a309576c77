/** Stands as the worker of a call that the app holds itself: one without a media stream. No worker has this id. */
export const APP_WORKER_ID = "00000000-0000-7000-8000-000000000001";
