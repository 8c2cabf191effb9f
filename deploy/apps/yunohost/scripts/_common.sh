#!/bin/bash
# What install, upgrade and restore share. YunoHost sets app, domain, port and install_dir, and has the ynh_* commands.
# shellcheck disable=SC2154

# Debian's package brings program, user and unit. It recommends Caddy, which would take nginx's ports.
tresen_install_package() {
    _ynh_apt_install --no-install-recommends "$install_dir/tresen.deb"
}

tresen_configure() {
    ynh_config_add --template="tresen.toml" --destination="/etc/tresen.toml"
    chown root:tresen /etc/tresen.toml
    chmod 640 /etc/tresen.toml
    ynh_config_add_nginx
}

tresen_start() {
    yunohost service add tresen --description="Messenger between a business and its customers"
    systemctl enable tresen.service --quiet
    ynh_systemctl --service=tresen --action=start
}
