import { CallSkeleton } from "@/components/calls/call-skeleton";

export default function Loading() {
  return <CallSkeleton />;
}
