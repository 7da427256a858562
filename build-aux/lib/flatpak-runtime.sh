#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# flatpak-runtime.sh TREE NAME BRANCH OUT — a Flatpak runtime folder (metadata and files/) from a Debian tree.
# A stand-in for GNOME's runtime: same libraries at (nearly) the same versions, so that a Flatpak can be built and run offline.
set -euo pipefail
tree=$1 name=$2 branch=$3 out=$4
triplet=$(chroot "$tree" sh -c 'ls -d /usr/lib/*-linux-gnu | head -n 1')
triplet=${triplet##*/}
arch=$(flatpak --default-arch 2>/dev/null || uname -m)

rm -rf "$out.new"
mkdir -p "$out.new"
files=$out.new/files
# Hard links cost no space and little time. From here on files are removed or replaced, never written to: the tree must stay as it is.
cp -al "$tree/usr" "$files"
rm -rf "${files:?}/etc"
cp -a "$tree/etc" "$files/etc"     # flatpak shows /usr/etc as /etc

cd "$files"
# flatpak writes its own ld.so.conf, with /app/lib in it, when the runtime's is empty
: > etc/ld.so.conf
# What flatpak brings along itself, what belongs to a machine and not to a sandbox, and what nobody reads there
rm -rf etc/{passwd,group,shadow,gshadow}{,-} etc/{subuid,subgid,hostname,hosts,resolv.conf,machine-id,mtab,fstab,localtime,.pwd.lock} \
  etc/{apt,dpkg,init.d,rc?.d,cron*,systemd,pam.d,pam.conf,security,skel,kernel,logrotate.d,sysctl.d,tmpfiles.d,modules-load.d} \
  games local src lib/{systemd,udev,tmpfiles.d,sysusers.d,init} share/{doc,man,info,lintian,bug,i18n}
# /usr must stand on its own: links through /etc/alternatives become direct ones
find . -type l -lname '/etc/alternatives/*' -printf '%P\n' | while read -r link; do
  target=$(chroot "$tree" readlink -f "/usr/$link" || true)
  rm -f "$link"
  case $target in /usr/*) [ ! -e "${target#/usr/}" ] || ln -s "$(realpath -ms --relative-to="/usr/$(dirname "$link")" "$target")" "$link" ;; esac
done
# An ordinary user has to be able to read all of it, and set-id files may not be in a user's repository
find . -type f \( -perm /6000 -o ! -perm -o=r \) -delete
find . -type d ! -perm -o=rx -prune -exec rm -rf {} +
find . ! -type f ! -type d ! -type l -delete

case $name in
  *.Sdk)   # the hardening flags that GNOME's SDK gives to every module
    mkdir -p etc/flatpak-builder
    flags="-O2 -pipe -g -Wp,-D_FORTIFY_SOURCE=3 -Wp,-D_GLIBCXX_ASSERTIONS -fexceptions -fstack-protector-strong -grecord-gcc-switches"
    flags+=" -fasynchronous-unwind-tables -fstack-clash-protection -fno-omit-frame-pointer"
    [ "$arch" != x86_64 ] || flags+=" -fcf-protection -mno-omit-leaf-frame-pointer"
    printf '{ "cflags": "%s", "cxxflags": "%s", "ldflags": "-L/app/lib -Wl,-z,relro,-z,now -Wl,--as-needed" }\n' \
      "$flags" "$flags" > etc/flatpak-builder/defaults.json ;;
  *) rm -rf include share/pkgconfig "lib/$triplet/pkgconfig" ;;
esac

cat > "$out.new/metadata" <<M
[Runtime]
name=$name
runtime=org.gnome.Platform/$arch/$branch
sdk=org.gnome.Sdk/$arch/$branch

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
M
rm -rf "$out"
mv "$out.new" "$out"
