"use client";

export { default } from "@/components/hotel/route-error";
