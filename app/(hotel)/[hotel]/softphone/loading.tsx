import { SoftphoneSkeleton } from "@/components/softphone/softphone-page";

export default function Loading() {
  return <SoftphoneSkeleton />;
}
