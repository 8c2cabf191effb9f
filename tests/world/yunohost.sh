#!/bin/bash
# Stands in for YunoHost's helpers (version 2.1): those that the app's scripts call, with what they do to files, packages and units.
# YunoHost itself aborts a script at its first error, too.
# shellcheck disable=SC2154
set -eu

ynh_script_progression() { echo "$@"; }
ynh_print_info() { echo "$@"; }
ynh_print_warn() { echo "$@"; }
ynh_hide_warnings() { "$@" 2>/dev/null; }

# What the manifest names as `main`: one file, renamed, not unpacked.
ynh_setup_source() {
    mkdir -p "$install_dir"
    cp /root/package.deb "$install_dir/tresen.deb"
}

_ynh_apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-remove \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install "$@"
}

filled() { sed -e "s|__DOMAIN__|$domain|g" -e "s|__PORT__|$port|g" "../conf/$1"; }

ynh_config_add() {
    local template=${1#--template=} destination=${2#--destination=}
    filled "$template" >"$destination"
}

ynh_config_add_nginx() {
    mkdir -p "/etc/nginx/conf.d/$domain.d"
    filled nginx.conf >"/etc/nginx/conf.d/$domain.d/$app.conf"
    nginx -s reload
}

ynh_config_remove_nginx() {
    rm "/etc/nginx/conf.d/$domain.d/$app.conf"
    nginx -s reload
}

ynh_systemctl() {
    local service=${1#--service=} action=${2#--action=}
    if [ "$service" = nginx ]; then nginx -s "$action"; else systemctl "$action" "$service"; fi
}

ynh_backup() { mkdir -p ".$(dirname "$1")" && cp -a "$1" ".$1"; }

ynh_restore() {
    rm -rf "$1"
    mkdir -p "$(dirname "$1")"
    cp -a ".$1" "$1"
}

ynh_safe_rm() { rm -rf "$1"; }

yunohost() {
    case "$1 $2" in
    "service status") [ -e "/run/yunohost.$3" ] ;;
    "service add") touch "/run/yunohost.$3" ;;
    "service remove") rm "/run/yunohost.$3" ;;
    *) return 1 ;;
    esac
}
